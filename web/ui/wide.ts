import { Grid } from 'antd'

/** Room for two columns (992 px and more). Below, everything stands in one. */
export function useIsWide(): boolean {
  return Grid.useBreakpoint().lg ?? window.innerWidth >= 992
}
