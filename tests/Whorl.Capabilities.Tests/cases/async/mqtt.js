const mqtt = Mqtt.open(variable('mqtt'), '', '', 30);
for (const qos of ['at-most-once', 'at-least-once', 'exactly-once']) mqtt.publish('guests/script3', utf8(`sent ${qos}`), qos);
return [failure(() => mqtt.publish('a/#', utf8('x'), 'at-most-once')).tag, failure(() => Mqtt.open('mqtt://example.com', '', '', 30)).tag];
