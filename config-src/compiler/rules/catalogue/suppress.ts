import type { Explanations } from './explanation.ts'

/** What the complaints about comments that silence rules mean. */
export const suppress: Explanations = {
  'suppress/no-reason': {
    title: 'A comment that does not say why',
    what: '`# circlec-ignore[id]` needs a reason behind the brackets, for those who read it later.',
    remedy: 'Say why the rule does not hold here.',
  },
  'suppress/no-rule': {
    title: 'A comment that names no rule',
    what: '`# circlec-ignore` needs ids in brackets: silencing everything hides what comes later.',
    remedy: 'Write `# circlec-ignore[area/problem] reason`.',
  },
  'suppress/unknown-rule': {
    title: 'A comment with an id that does not exist',
    what: 'The id in the brackets is misspelt, so nothing is silenced.',
    remedy: 'Correct it.',
  },
  'suppress/unused': {
    title: 'A comment that silences nothing',
    what: 'The rule reports nothing on this line any more.',
    remedy: 'Remove the comment.',
  },
}
