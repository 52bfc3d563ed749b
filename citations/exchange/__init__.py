"""Exchange: records out to the formats that the field uses and in again, and word of all that a format cannot hold."""
