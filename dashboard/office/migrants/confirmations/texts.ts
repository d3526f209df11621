import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['县际核实', 'Confirmations'],
  lead: ['两县对一个人住在哪里说法不同时，在这里一来一往说清楚；说不清的进对账会议。是为了有人服务，不是为了查人。', 'Where two counties do not say the same of where somebody lives, both desks write here until they do; what stays open goes to the monthly meeting. It is about who serves them.'],
  none: ['没有待核实的流动。', 'There is nothing to confirm.'],
  person: ['人员', 'Person'],
  side: ['谁在问', 'Who asks'],
  peer: ['对方县', 'Other county'],
  moved: ['流动日期', 'Moved on'],
  ours: ['本县说', 'We say'],
  theirs: ['对方说', 'They say'],
  kind: ['情况', 'So'],
  asked: ['提出', 'Asked'],
  meeting: ['{date} 提交对账会议', 'to the meeting on {date}'],
  say: ['答复', 'Answer'],
  sayLead: ['按本县登记写明此人是否在本县；登记有误的，先改登记再答复。', 'What this register shows. Where it is wrong, mend the register first.'],
  explain: ['说明原因', 'Explain'],
  explainLead: ['两县都没有错、说法仍不能一致时写明原因；两县写的原因相同，这项核实就办结。', 'Where neither is wrong and the two cannot say the same: once both desks give the same reason it is closed.'],
  because: ['原因', 'Reason'],
  claim: ['本县登记', 'This register'],
  note: ['给对方的话', 'Words for them'],
  thread: ['往来', 'Thread'],
  nothingSaid: ['还没有人说话。', 'Nobody has said anything yet.'],
  openOnly: ['只看未办结', 'Open only'],
  all: ['全部', 'All'],
} satisfies Texts
export const SIDES: Texts = { asks: ['本县问', 'We ask'], answers: ['对方问', 'They ask'] }
export const CLAIMS: Texts = { here: ['在本县', 'lives here'], 'not-here': ['不在本县', 'does not live here'] }
/** As in confirmations/policy.yaml. */
export const EXPLANATIONS: Texts = {
  'moved-on': ['已去了第三地', 'Moved on to a third place'], 'did-not-move': ['申报后没有成行', 'Declared it and did not go'], 'to-and-fro': ['两地往返居住', 'Lives in both places by turns'],
  abroad: ['已出国出境', 'Has gone abroad'], deceased: ['已去世', 'Has died'], 'entered-twice': ['同一人重复登记', 'Entered twice'], 'somebody-else': ['说的不是同一个人', 'Not the same person'],
}
export const KINDS: Texts = {
  waiting: ['等待答复', 'Waiting'], unanswered: ['迟迟没有答复', 'Unanswered'], 'both-claim': ['两县都说在本县', 'Both say: here'], 'none-claims': ['两县都说不在', 'Neither says: here'],
  agreed: ['说法一致', 'Agreed'], explained: ['已说明原因', 'Explained'], stale: ['久拖未决', 'Stale'],
}
