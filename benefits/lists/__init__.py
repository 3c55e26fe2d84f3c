"""How are the lines of an employer's list computed, judged and put together into the settled list (C70a-HSB)?"""
