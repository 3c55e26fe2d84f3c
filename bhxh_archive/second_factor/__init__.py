"""What does a person have beside the password, and how is it asked for before a signature with a key of the server?"""
