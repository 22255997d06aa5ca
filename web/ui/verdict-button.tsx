/** A button that says why it is off. It stays reachable by keyboard, so that the reason can be read. */
import { Button, type ButtonProps, Tooltip } from 'antd'
import { useRefusalText } from './failure.tsx'

export interface Verdict {
  allowed: boolean
  code: string | null
  reason: string | null
}

interface VerdictButtonProps extends Omit<ButtonProps, 'disabled'> {
  verdict: Verdict
}

export function VerdictButton({ verdict, onClick, children, ...props }: VerdictButtonProps) {
  const refusalText = useRefusalText()
  if (verdict.allowed)
    return (
      <Button {...props} onClick={onClick}>
        {children}
      </Button>
    )
  const reason = refusalText(verdict.code ?? '', verdict.reason ?? '')
  return (
    <Tooltip title={reason}>
      <Button {...props} aria-disabled type="default" style={{ cursor: 'not-allowed', opacity: 0.6 }}>
        {children}
      </Button>
    </Tooltip>
  )
}

/** Refusals that tell nobody anything new: it is for other people, or for another stage. */
const untold: readonly string[] = ['NOT_ALLOWED', 'SIGN_IN_REQUIRED', 'NOT_ACTING', 'NOT_FOUND', 'WRONG_STATE']

/** Whether a button is worth showing at all: one that only another kind of person may ever press is left out. */
export function isWorthShowing(verdict: Verdict): boolean {
  return verdict.allowed || !untold.includes(verdict.code ?? '')
}
