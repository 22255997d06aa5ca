/** Says which rule, why, and what to do next; a failed network offers to try again. */
import { Alert, Button, Flex, Result } from 'antd'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import type { Failure } from '#web/api/outcome.ts'
import { policyText } from '#web/i18n/policy-words.ts'
import { problemText } from '#web/i18n/problems.ts'

/** The translation of a refusal by its code; the server's own words when there is none. */
export function useRefusalText() {
  const { i18n } = useTranslation()
  return useCallback(
    (code: string, message: string, details: Readonly<Record<string, unknown>> = {}): string => {
      const key = `refusals.${code}`
      return i18n.exists(key) ? (i18n.t as (key: string, values: object) => string)(key, details) : message
    },
    [i18n],
  )
}

/** Why work in the background failed, in the language of the screen. */
export function useStoredFailureText() {
  const refusalText = useRefusalText()
  return useCallback(
    ({ code, message, details }: { code: string | null; message: string; details: unknown }): string =>
      code === null ? policyText(message) : refusalText(code, message, details as Readonly<Record<string, unknown>>),
    [refusalText],
  )
}

/** Title and explanation of a failure, for an alert or a message. */
export function useFailureText() {
  const { t } = useTranslation()
  const refusalText = useRefusalText()
  return useCallback(
    (failure: Failure): { title: string; hint: string } => {
      if (failure.kind === 'offline') return { title: t('common.offlineTitle'), hint: t('common.offlineHint') }
      if (failure.kind === 'broken')
        return { title: t('common.brokenTitle'), hint: `${t('common.brokenHint')} ${failure.message}` }
      if (failure.kind === 'invalid') {
        const hint = failure.problems.map(problemText).join(' · ')
        return { title: t('common.invalidTitle', { count: failure.problems.length }), hint }
      }
      return {
        title: t('common.refusedTitle'),
        hint: refusalText(failure.code, failure.message, failure.details),
      }
    },
    [t, refusalText],
  )
}

interface FailureProps {
  failure: Failure
  onRetry?: (() => void) | undefined
}

/** Above a form or beside a button: what was typed stays where it is. */
export function FailureAlert({ failure, onRetry }: FailureProps) {
  const { t } = useTranslation()
  const { pathname, search } = useLocation()
  const { title, hint } = useFailureText()(failure)
  const isSignIn = failure.kind === 'refused' && failure.code === 'SIGN_IN_REQUIRED'
  return (
    <Alert
      role="alert"
      type={failure.kind === 'refused' || failure.kind === 'invalid' ? 'warning' : 'error'}
      showIcon
      title={title}
      description={hint}
      action={
        <Flex gap="small">
          {isSignIn && <Link to={`/sign-in?to=${encodeURIComponent(pathname + search)}`}>{t('shell.signIn')}</Link>}
          {onRetry && <Button onClick={() => onRetry()}>{t('common.retry')}</Button>}
        </Flex>
      }
    />
  )
}

/** In the place of a page or a list that could not be shown. */
export function FailurePanel({ failure, onRetry }: FailureProps) {
  const { t } = useTranslation()
  const { pathname, search } = useLocation()
  const { title, hint } = useFailureText()(failure)
  const isSignIn = failure.kind === 'refused' && failure.code === 'SIGN_IN_REQUIRED'
  return (
    <Result
      status={failure.kind === 'refused' ? '403' : 'warning'}
      title={title}
      subTitle={hint}
      extra={
        isSignIn ? (
          <Link to={`/sign-in?to=${encodeURIComponent(pathname + search)}`}>{t('shell.signIn')}</Link>
        ) : (
          onRetry && (
            <Button type="primary" onClick={() => onRetry()}>
              {t('common.retry')}
            </Button>
          )
        )
      }
    />
  )
}
