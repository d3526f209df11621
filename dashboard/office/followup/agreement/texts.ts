import type { Texts } from '@shared/i18n/texts'

export const texts = {
  told: ['告知文本', 'What is told'],
  givenBy: ['同意人', 'Consent given by'],
  guardian: ['监护人是谁', 'Who the guardian is'],
  how: ['方式', 'How'],
} satisfies Texts
export const GIVERS: Texts = { self: ['本人', 'The person'], guardian: ['监护人', 'A guardian'] }
export const HOW: Texts = { paper: ['书面', 'On paper'], spoken: ['口头', 'Spoken'] }
