"""How is a page drawn, judged and read, whenever its look changes?"""
