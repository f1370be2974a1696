mv materials/registry/channels.yml materials/registry/channels.yaml
echo "{}" > materials/publiser.yml
