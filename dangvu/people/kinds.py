"""Why a Party card was issued."""

CARD_REASONS = ("first", "exchange", "lost", "damaged")
"""For the first time, in an exchange of cards, in place of a lost or of a damaged one."""

CARD_REASON_NAMES = {"first": "Phát thẻ", "exchange": "Đổi thẻ", "lost": "Cấp lại thẻ bị mất", "damaged": "Cấp lại thẻ bị hỏng"}
