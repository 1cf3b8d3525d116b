"""Papers as PDF, drawn with ReportLab: data in, PDF out."""
