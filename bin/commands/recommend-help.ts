export const RECOMMEND_HELP = `
Reads what was measured of CPU, heaps, memory, disks, network, queues, caches and data, and proposes targets and
overrides with the expected saving or risk. Risks come first. It reads only: neither the platform nor a file is changed.
What to scrape, and every rule, is in docs/recommend.md.

Examples:
  cdk-hadoop recommend prod --prometheus http://localhost:9090
  cdk-hadoop recommend prod --prometheus https://thanos.example.com --bearer-token-file token --selector cluster=prod
  cdk-hadoop recommend prod --prometheus http://localhost:9090 --window 30d --json | jq '.proposals[].changes'

Exit codes: 0 done, whatever is proposed; 2 wrong input, or a server that cannot be asked or has nothing.
`;
