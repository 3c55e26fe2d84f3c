"""How is what happened to a dossier said in Vietnamese?"""
