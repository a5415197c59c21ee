"""Signs that look like the site's own: a tick, a star, a shield, a crown, a badge, a light that says "here".

Flowers, hearts, animals, weather, sparkles, faces, flags and signs of faith are nobody's mark and stay.
"""

MARKS = frozenset(
    "✓✔✅☑🗸🗹√⍻"  # ticks
    "★☆⭐🌟✪✫✬✭✮✯✰⍟⚝🟊⯪⯨"  # stars
    "👑♔♕♚♛🛡⛨🔰⚜🔱"  # crowns and shields
    "🎖🏅🥇🥈🥉🏆📛🪪"  # medals and badges
    "👮🚨🚓🚑⛑🏥🩺⚕✚🆘ℹ☎📞"  # uniforms, first aid, help
    "🟢🆗™®©℠"  # lights and signs of ownership
)
