"""RÚIAN, the register of territorial identification: exchange files and address points."""
