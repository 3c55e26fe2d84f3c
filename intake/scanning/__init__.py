"""How does the server speak with a network scanner that needs no driver (eSCL, as in AirPrint and Mopria)?"""
