"""What the plans and decrees say, as plain functions over plain data: no clock, no chance, no database, no page."""
