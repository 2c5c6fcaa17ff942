"""The platforms a team works on already, one small adapter each. They tell what is the case; they decide nothing."""
