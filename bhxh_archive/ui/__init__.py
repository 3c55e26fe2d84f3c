"""What do pages look like? Typed page parts, their templates' tags and the form renderer."""
