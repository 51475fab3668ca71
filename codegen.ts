import type { CodegenConfig } from '@graphql-codegen/cli'

/** Types and documents of the client, from the contract and the `.graphql` files beside its screens. */
const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  documents: ['client/src/**/*.graphql'],
  generates: {
    'client/src/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false, skipIndexFile: true },
      config: {
        scalars: { DateTime: 'string', ID: 'string' },
        strictScalars: true,
        enumType: 'string-literal',
        useTypeImports: true,
        skipTypeNameForRoot: true,
        emitLegacyCommonJSImports: false,
        importExtension: '.ts',
      },
    },
  },
}

export default config
