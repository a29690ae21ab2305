"""The nouns that pass between stages: frozen values without behaviour beyond reading themselves."""
