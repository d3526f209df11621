"""Corrections that people ask for (更正申请): requested at a desk, decided with reasons by a day, applied, told of."""
