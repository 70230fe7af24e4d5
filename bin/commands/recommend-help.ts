export const RECOMMEND_HELP = `
Reads metrics of CPU, heaps, memory, disks, network, queues, caches and data, and proposes targets and overrides with the
expected saving or risk, risks first. It changes neither the platform nor a file.
docs/recommend.md lists what to scrape, and every rule.

Examples:
  cdk-hadoop recommend prod --prometheus http://localhost:9090
  cdk-hadoop recommend prod --prometheus https://thanos.example.com --bearer-token-file token --selector cluster=prod
  cdk-hadoop recommend prod --prometheus http://localhost:9090 --window 30d --json | jq '.proposals[].changes'

Exit codes: 0 done, whatever is proposed; 2 wrong input, or a server that cannot be queried or has no data.
`;
