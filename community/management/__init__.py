"""Commands for whoever runs the site: `demo` (a living story community), `crowd` (members to measure with)."""
