rm materials/publisher.yml
