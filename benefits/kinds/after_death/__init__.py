"""How is a death decided: the dead, who is left, the funeral, the monthly allowances or the one sum?"""
