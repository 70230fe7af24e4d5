package e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateResponse;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerExitStatus;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.ContainerStatus;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.YarnApplicationAttemptState;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.ClientRMProxy;
import org.apache.hadoop.yarn.client.api.AMRMClient;
import org.apache.hadoop.yarn.client.api.NMClient;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.security.AMRMTokenIdentifier;

/**
 * Clients of YARN.
 *
 * <pre>
 * YarnLoad ask STREAM PAUSE-MS                     asks the active ResourceManager for a new application's id
 * YarnLoad run QUEUE CONTAINERS MIB VCORES         an application that holds containers until it is told to stop
 * </pre>
 *
 * The application's master is this process ("unmanaged"), so that its containers are all that it takes, and the time of
 * each is known here: {@code e2e I running N of M} and {@code e2e I lost N: ...}. It asks again for what it lost.
 */
public final class YarnLoad {
  private static final long HEARTBEAT_MILLIS = 500;
  private static final long START_MILLIS = 120_000;
  private static final String COMMAND = "sleep 3600";

  private YarnLoad() {}

  public static void main(String[] args) throws Exception {
    YarnConfiguration configuration = new YarnConfiguration();
    YarnClient client = YarnClient.createYarnClient();
    client.init(configuration);
    client.start();
    switch (args[0]) {
      case "ask" ->
          Stream.runAll(
              List.of(
                  new Stream(args[1], Long.parseLong(args[2])) {
                    @Override
                    void operate(long sequence) throws Exception {
                      client.createApplication();
                    }
                  }));
      case "run" ->
          new Application(client, configuration, args[1], Integer.parseInt(args[2]))
              .run(Resource.newInstance(Integer.parseInt(args[3]), Integer.parseInt(args[4])));
      default -> throw new IllegalArgumentException(args[0]);
    }
    Ledger.end(0);
  }

  private static final class Application {
    private final YarnClient client;
    private final YarnConfiguration configuration;
    private final String queue;
    private final int wanted;
    private final Map<ContainerId, Container> running = new HashMap<>();

    Application(YarnClient client, YarnConfiguration configuration, String queue, int wanted) {
      this.client = client;
      this.configuration = configuration;
      this.queue = queue;
      this.wanted = wanted;
    }

    void run(Resource size) throws Exception {
      ApplicationId id = submit(size);
      AMRMClient<AMRMClient.ContainerRequest> scheduler = AMRMClient.createAMRMClient();
      NMClient nodes = NMClient.createNMClient();
      scheduler.init(configuration);
      scheduler.start();
      nodes.init(configuration);
      nodes.start();
      scheduler.registerApplicationMaster("", 0, "");
      Ledger.info("registered " + id);
      AMRMClient.ContainerRequest request =
          new AMRMClient.ContainerRequest(size, null, null, Priority.newInstance(1));
      List<AMRMClient.ContainerRequest> asked = new ArrayList<>();
      for (int container = 0; container < wanted; container++) asked.add(ask(scheduler, request));
      while (!Ledger.stopped()) {
        AllocateResponse response = scheduler.allocate(0);
        for (Container container : response.getAllocatedContainers()) {
          // More may come than are missing: what was asked for again crosses with what was under way.
          if (running.size() == wanted) {
            scheduler.releaseAssignedContainer(container.getId());
            continue;
          }
          nodes.startContainer(container, command());
          running.put(container.getId(), container);
          if (!asked.isEmpty()) scheduler.removeContainerRequest(asked.remove(asked.size() - 1));
          Ledger.info("running " + running.size() + " of " + wanted + " on " + container.getNodeId());
        }
        if (response.getPreemptionMessage() != null) Ledger.info("is asked to give containers back");
        for (ContainerStatus status : response.getCompletedContainersStatuses()) {
          if (running.remove(status.getContainerId()) == null) continue;
          String how =
              status.getExitStatus() == ContainerExitStatus.PREEMPTED
                  ? "preempted"
                  : "exit status " + status.getExitStatus() + " " + status.getDiagnostics().replaceAll("\\s+", " ");
          Ledger.info("lost, has " + running.size() + ": " + how);
          asked.add(ask(scheduler, request));
        }
        Stream.sleep(HEARTBEAT_MILLIS);
      }
      for (Container container : running.values()) nodes.stopContainer(container.getId(), container.getNodeId());
      scheduler.unregisterApplicationMaster(FinalApplicationStatus.SUCCEEDED, "", "");
      Ledger.info("ended");
    }

    private AMRMClient.ContainerRequest ask(
        AMRMClient<AMRMClient.ContainerRequest> scheduler, AMRMClient.ContainerRequest request) {
      scheduler.addContainerRequest(request);
      return request;
    }

    private static ContainerLaunchContext command() {
      return ContainerLaunchContext.newInstance(
          Collections.emptyMap(),
          Collections.emptyMap(),
          List.of(COMMAND),
          Collections.emptyMap(),
          null,
          Collections.emptyMap());
    }

    private ApplicationId submit(Resource size) throws Exception {
      ApplicationSubmissionContext context = client.createApplication().getApplicationSubmissionContext();
      ApplicationId id = context.getApplicationId();
      context.setApplicationName("e2e " + queue);
      context.setQueue(queue);
      context.setUnmanagedAM(true);
      context.setMaxAppAttempts(1);
      context.setResource(size);
      context.setAMContainerSpec(
          ContainerLaunchContext.newInstance(null, null, Collections.emptyList(), null, null, null));
      client.submitApplication(context);
      long end = System.currentTimeMillis() + START_MILLIS;
      while (true) {
        ApplicationReport report = client.getApplicationReport(id);
        YarnApplicationState state = report.getYarnApplicationState();
        if (EnumSet.of(YarnApplicationState.FAILED, YarnApplicationState.KILLED).contains(state))
          throw new IllegalStateException(state + ": " + report.getDiagnostics());
        if (report.getCurrentApplicationAttemptId() != null
            && client.getApplicationAttemptReport(report.getCurrentApplicationAttemptId())
                    .getYarnApplicationAttemptState()
                == YarnApplicationAttemptState.LAUNCHED) break;
        if (System.currentTimeMillis() > end) throw new IllegalStateException(id + " is " + state);
        Stream.sleep(200);
      }
      takeToken(id);
      return id;
    }

    private void takeToken(ApplicationId id) throws Exception {
      Token<AMRMTokenIdentifier> token = client.getAMRMToken(id);
      if (token == null) throw new IOException("no token for " + id);
      token.setService(ClientRMProxy.getAMRMTokenService(configuration));
      UserGroupInformation.getCurrentUser().addToken(token);
    }
  }
}
