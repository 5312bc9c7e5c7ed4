"""What every room stands on and no library is in: files, jobs, parking, tables, kernel, codecs."""
