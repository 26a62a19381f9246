"""Membership of cells over time: who belongs where, in which standing, with which attributes and posts."""
