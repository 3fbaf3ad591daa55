"""The workbook of one case: its layout, written and read back."""
