"""The decisions that a scenario makes, from the facts as they are and the certificate as it was kept."""
