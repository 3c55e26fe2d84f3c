"""How does an uploaded file become safe, checked page images, with no Django and no database?"""
