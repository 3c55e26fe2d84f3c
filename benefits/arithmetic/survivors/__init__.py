"""What do those who are left receive after a death: funeral allowance, monthly allowances or one sum?"""
