"""What a disposal shows and a recheck signs: rounds, photos, voice, the guard against fake closure."""
