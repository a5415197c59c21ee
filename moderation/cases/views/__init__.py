"""Pages of moderation: reporting, my standing, cases, the toolbar, appeals, figures. They decide nothing."""
