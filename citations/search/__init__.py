"""Search and recognition in Russian, Chinese and English: it indexes labels and knows nothing of the records they name."""
