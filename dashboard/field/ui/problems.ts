import { ServerProblem, type Fault } from '@shared/api/problem'

/** The faults in a problem that lies with an entry. */
export function faultsIn(problem: unknown): readonly Fault[] {
  return problem === undefined ? [] : new ServerProblem(0, problem).faults
}

/** A problem in one sentence. */
export function sentenceOf(problem: unknown): string {
  const { title, detail } = new ServerProblem(0, problem)
  return detail ? `${title}：${detail}` : title
}
