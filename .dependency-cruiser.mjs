const io = '^(node:)?(fs|net|http|https|http2|tls|dgram|dns|child_process|worker_threads|cluster)(/promises)?$';
const sdk = 'node_modules/(@aws-sdk|@smithy|@aws|@aws-lambda-powertools|onnxruntime-node)/';
const core = { path: '^lib/', pathNot: '^lib/adapters/' };

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'core-does-no-io', severity: 'error', from: core, to: { path: `${sdk}|${io}` } },
    { name: 'core-knows-no-adapter', severity: 'error', from: core, to: { path: '^lib/adapters/' } },
    {
      name: 'lib-knows-no-edge',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(functions|infra|cli|web|test)/' },
    },
    {
      name: 'ports-know-domain-types-only',
      severity: 'error',
      from: { path: '^lib/ports/' },
      to: { path: '^lib/(?!ports|film|errors)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'leaves-stay-leaves',
      severity: 'error',
      from: { path: '^lib/stats/' },
      to: { path: '^lib/(?!stats|errors)' },
    },
    {
      name: 'signals-below-features',
      severity: 'error',
      from: { path: '^lib/(film|calendar|signals)/' },
      to: { path: '^lib/(features|models|training|forecast|evaluation|planning|watch|stores|api|history)/' },
    },
    {
      name: 'features-see-views-only',
      severity: 'error',
      from: { path: '^lib/features/' },
      to: { path: '^lib/signals/(marketHistory|withFilm|dailySeries|dayIndex|measureCache)\\.ts$' },
    },
    {
      name: 'features-below-models',
      severity: 'error',
      from: { path: '^lib/(features|models|onnx)/' },
      to: { path: '^lib/(training|forecast|evaluation|stores|api|history)/' },
    },
    {
      name: 'models-know-no-film',
      severity: 'error',
      from: { path: '^lib/(models|onnx)/' },
      to: { path: '^lib/(signals|features)/' },
    },
    {
      name: 'infra-knows-constants-only',
      severity: 'error',
      from: { path: '^infra/' },
      to: { path: '^(functions|cli|lib/(?!deployment))' },
    },
    {
      name: 'functions-stand-alone',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/', pathNot: '^functions/($1|shared)/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    // aws-lambda is types alone, which the cruiser does not resolve.
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^aws-lambda$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(cdk\\.|coverage|lib/models/lstm/kernel/assembly)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
