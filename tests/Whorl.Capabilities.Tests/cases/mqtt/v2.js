const mqtt = Mqtt.open(variable('server'), '', '', 30);
for (const qos of ['at-most-once', 'at-least-once', 'exactly-once']) mqtt.publish('guests/script', utf8(`sent ${qos}`), qos);
return {
  wildcard: failure(() => mqtt.publish('a/#', utf8('x'), 'at-most-once')).tag,
  denied: failure(() => Mqtt.open('mqtt://example.com', '', '', 30)).tag,
  malformed: failure(() => Mqtt.open('mqtt://:::', '', '', 30)).tag,
};
