"""Marriages (结婚) as civil affairs registered them. Nothing about births hangs on them (C1)."""
