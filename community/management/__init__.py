"""Commands for whoever runs the site: `demo` (a story community), `crowd` (members to measure with)."""
