const CLUSTER = 'arn:aws:kafka:eu-west-1:111122223333:cluster/tickets/0a1b2c3d-1111-2222-3333-444455556666-1';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:kafka-AbCdEf';

/** What a deployment says to read a Kafka topic too. */
export const KAFKA = {
  msk: { kafkaTopic: 'signals', kafkaCluster: CLUSTER },
  selfManaged: { kafkaTopic: 'signals', kafkaServers: 'b1.example.com:9096,b2.example.com:9096', kafkaSecret: SECRET },
} as const;
