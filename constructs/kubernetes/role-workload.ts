import { k8s, ServiceAccount } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { runtimeOf } from '../../lib/config/runtime';
import { RolePlan } from '../../lib/plan/plan';
import { headlessService } from '../../lib/topology/names';
import { imageReferences } from './image-references';
import { ImmutableConfigMap } from './immutable-config-map';
import { groupSelector, roleLabels } from './object-metadata';
import { ProductChartProps } from './product-chart-props';
import { RoleVolumes } from './role-volumes';
import { ZonedStatefulSet } from './zoned-stateful-set';

/** Properties of `RoleWorkload`. */
export interface RoleWorkloadProps extends ProductChartProps {
  readonly role: RolePlan;
}

/** All objects of a role: identity, Services, disruption budget and files for all zones; volumes; pods by zone. */
export class RoleWorkload extends Construct {
  public constructor(scope: Construct, id: string, props: RoleWorkloadProps) {
    super(scope, id);
    const { plan, role } = props;
    const runtime = runtimeOf(plan, role);
    const images = imageReferences(plan.versions, props.images);
    const labels = roleLabels(role);
    const metadata = { name: role.group, namespace: plan.namespace, labels };

    const serviceAccount = new ServiceAccount(this, 'ServiceAccount', { metadata, automountToken: false });

    new k8s.KubeService(this, 'HeadlessService', {
      metadata: { ...metadata, name: headlessService(role.group) },
      spec: {
        clusterIp: 'None',
        selector: groupSelector(role.group),
        // Processes resolve their own names and those of others before they are ready: servers form a quorum,
        // NameNodes query JournalNodes, and masters look up the names of workers that register.
        publishNotReadyAddresses: true,
        ports: role.ports.map(({ name, port }) => ({ name, port })),
      },
    });

    // One budget for all zones. With a budget per zone, every zone could lose a pod at the same time, and with them
    // all three replicas of a block.
    new k8s.KubePodDisruptionBudget(this, 'DisruptionBudget', {
      metadata,
      spec: {
        maxUnavailable: k8s.IntOrString.fromNumber(role.maxUnavailable),
        // A pod that is not ready must not block the replacement of its node.
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchLabels: groupSelector(role.group) },
      },
    });

    const configMap = new ImmutableConfigMap(this, 'Config', {
      namespace: plan.namespace,
      prefix: role.group,
      files: runtime.files,
      labels,
    });

    new RoleVolumes(this, 'Volumes', {
      plan,
      role,
      volumeIds: props.volumeIds ?? {},
      keyArn: props.volumeKeyArn,
    });

    const zones = new Construct(this, 'Zones');
    for (const zone of role.zones) {
      new ZonedStatefulSet(zones, zone.zone, {
        plan,
        role,
        zone,
        runtime,
        images,
        configMap: configMap.name,
        serviceAccount: serviceAccount.name,
      });
    }
  }
}
