"""Which conditions of this room must hold before the map lets a dossier move?"""
