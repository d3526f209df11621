import type { ThemeConfig } from 'antd'

/** AntD's tokens, dark enough for text: every pair of colours here has a contrast of at least 4.5. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0b6e4f',
    colorLink: '#0b6e4f',
    colorInfo: '#0a5bb5',
    colorSuccess: '#2b7a1e',
    colorWarning: '#8a5a00',
    colorError: '#c01f2e',
    colorWarningBg: '#fff8e6',
    colorWarningBorder: '#dcbf7d',
    colorErrorBg: '#fdf0f1',
    colorErrorBorder: '#eeb4ba',
    colorInfoBg: '#eaf2fb',
    colorInfoBorder: '#b5cfec',
    colorText: '#1c2723',
    colorTextSecondary: '#4d5a55',
    colorTextTertiary: '#5a6762',
    colorTextDescription: '#55625d',
    colorTextPlaceholder: '#66736e',
    colorTextDisabled: '#66736e',
    borderRadius: 8,
    fontFamily: "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
    motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  },
  components: {
    Layout: { siderBg: '#0f3d30', headerBg: '#ffffff', bodyBg: '#f3f6f4' },
    Menu: { darkItemBg: '#0f3d30', darkSubMenuItemBg: '#0b3227', darkItemColor: '#e4efe9', darkItemSelectedBg: '#0b6e4f', darkGroupTitleColor: '#b9d2c7' },
    // Rounder, a box to tick looks like one of several choices.
    Checkbox: { borderRadiusSM: 3 },
    Table: { headerBg: '#eef3f0', cellPaddingBlockSM: 7 },
  },
}
