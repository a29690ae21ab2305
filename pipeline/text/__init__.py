"""Vietnamese text tools without a word of the domain: folding for comparison, words, safe names."""
