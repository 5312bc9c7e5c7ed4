"""Tables in and out: what people carry between Carrel and their spreadsheets."""

from carrel.cellar.tables.reading import ReadTable, Row, read_table
from carrel.cellar.tables.table import CODE, DATE, MOMENT, MONEY, NUMBER, TEXT, Column, Table
from carrel.cellar.tables.writing import CSV_TYPE, XLSX_TYPE, csv_lines, file_name, xlsx_bytes

__all__ = [
    "CODE",
    "CSV_TYPE",
    "DATE",
    "MOMENT",
    "MONEY",
    "NUMBER",
    "TEXT",
    "XLSX_TYPE",
    "Column",
    "ReadTable",
    "Row",
    "Table",
    "csv_lines",
    "file_name",
    "read_table",
    "xlsx_bytes",
]
