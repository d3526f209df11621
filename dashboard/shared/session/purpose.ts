// A department names its purpose with each call (C6); it is chosen once and kept for the page's life only.
let purpose: string | null = null
let caseReference: string | null = null

export function choosePurpose(code: string | null, reference: string | null): void {
  purpose = code
  caseReference = reference
}

export function purposeHeaders(): Record<string, string> {
  return { ...(purpose ? { 'X-Purpose': purpose } : {}), ...(caseReference ? { 'X-Case-Reference': caseReference } : {}) }
}
