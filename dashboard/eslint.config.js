import js from '@eslint/js'
import hooks from 'eslint-plugin-react-hooks'
import ts from 'typescript-eslint'

export default ts.config(
  { ignores: ['dist*', 'node_modules', '.node', 'shared/api/generated.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      'max-lines': ['error', { max: 250 }],
      'no-restricted-globals': ['error', { name: 'localStorage', message: 'Nothing of a person stays in the browser; see shared/preferences.ts.' }],
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
  { files: ['scripts/**'], languageOptions: { globals: { process: 'readonly', console: 'readonly' } } },
)
