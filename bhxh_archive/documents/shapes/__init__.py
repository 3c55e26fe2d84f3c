"""What data does each template take? One module a template: a TypedDict and an example() of synthetic data.

Amounts are whole đồng (int), dates are datetime.date or ISO text, times are datetime (aware ones are printed in
Vietnam time), decimals are text or Decimal with a point. None leaves the place open: dots, or nothing.
"""
