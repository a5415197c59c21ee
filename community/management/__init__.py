"""Commands for whoever runs the site: `demo` (a living story community) and `crowd` (members to measure with)."""
