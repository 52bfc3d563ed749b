"""Search and recognition in Russian, Chinese and English: of labels, whatever records they name."""
