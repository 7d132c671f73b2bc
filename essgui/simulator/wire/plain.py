"""What the API says of things that the simulated account does without: defaults, empty lists, empty text.

The official models declare many fields that nothing here has a use for (load balancers, probes, volumes).
They are answered all the same, because a client may count on them being there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

RESOURCE_GROUP = "rg-acfmsimulated0a"
"""The one resource group of the account."""

GROUP: Mapping[str, Any] = {
    "AlbServerGroups": [],
    "AllocationStrategy": "priority",
    "AutoRebalance": False,
    "AzBalance": False,
    "BalanceMode": "BalancedBestEffort",
    "CapacityOptions": {
        "CompensateWithOnDemand": True,
        "OnDemandBaseCapacity": 0,
        "OnDemandPercentageAboveBaseCapacity": 100,
        "PriceComparisonMode": "PricePerUnit",
        "SpotAutoReplaceOnDemand": False,
    },
    "CompensateWithOnDemand": True,
    "CurrentHostName": "",
    "CustomPolicyARN": "",
    "DBInstanceIds": [],
    "DBInstances": [],
    "DefaultCooldown": 300,
    "GroupDeletionProtection": False,
    "InitCapacity": 0,
    "LoadBalancerConfigs": [],
    "LoadBalancerIds": [],
    "MaxInstanceLifetime": 0,
    "MonitorGroupId": "",
    "OnDemandBaseCapacity": 0,
    "OnDemandPercentageAboveBaseCapacity": 100,
    "RemovalPolicies": ["OldestInstance"],
    "ResourceGroupId": RESOURCE_GROUP,
    "ServerGroups": [],
    "SpotAllocationStrategy": "priority",
    "SpotCapacity": 0,
    "SpotInstancePools": 0,
    "SpotInstanceRemedy": False,
    "StopInstanceTimeout": 0,
    "VServerGroups": [],
}

CONFIGURATION: Mapping[str, Any] = {
    "Affinity": "default",
    "CpuOptions": {"NestedVirtualization": "disabled"},
    "CreditSpecification": "",
    "CustomPriorities": [],
    "DataDisks": [],
    "DedicatedHostClusterId": "",
    "DedicatedHostId": "",
    "DeletionProtection": False,
    "DeploymentSetId": "",
    "HostName": "",
    "HpcClusterId": "",
    "HttpEndpoint": "enabled",
    "HttpTokens": "optional",
    "ImageOptionsLoginAsNonRoot": False,
    "InstanceDescription": "",
    "InstanceGeneration": "",
    "InstancePatternInfos": [],
    "InstanceTypeCandidateOptions": {
        "AllowCidrBlocks": [],
        "AllowCrossAz": False,
        "AllowDifferentGeneration": False,
        "Enabled": False,
        "MaxPrice": 0.0,
    },
    "InternetChargeType": "PayByTraffic",
    "InternetMaxBandwidthIn": 0,
    "InternetMaxBandwidthOut": 0,
    "IoOptimized": "optimized",
    "Ipv6AddressCount": 0,
    "KeyPairName": "",
    "LoadBalancerWeight": 50,
    "NetworkInterfaces": [],
    "PasswordInherit": False,
    "PasswordSetted": False,
    "PrivatePoolOptions.Id": "",
    "PrivatePoolOptions.MatchCriteria": "None",
    "RamRoleName": "",
    "ResourceGroupId": RESOURCE_GROUP,
    "ResourcePoolOptions": {"PrivatePoolIds": [], "PrivatePoolTags": [], "Strategy": "None"},
    "SchedulerOptions": {"ManagedPrivateSpaceId": ""},
    "SecurityEnhancementStrategy": "Active",
    "SecurityOptions": {"ConfidentialComputingMode": ""},
    "SpotDuration": 1,
    "SpotInterruptionBehavior": "Terminate",
    "SpotPriceLimits": [],
    "SpotStrategy": "NoSpot",
    "StorageSetId": "",
    "StorageSetPartitionNumber": 0,
    "SystemDiskAutoSnapshotPolicyId": "",
    "SystemDiskBurstingEnabled": False,
    "SystemDiskDescription": "",
    "SystemDiskEncryptAlgorithm": "",
    "SystemDiskEncrypted": False,
    "SystemDiskKMSKeyId": "",
    "SystemDiskName": "",
    "SystemDiskPerformanceLevel": "PL0",
    "SystemDiskProvisionedIops": 0,
    "Tags": [],
    "Tenancy": "default",
    "UserData": "",
    "WeightedCapacities": [],
    "ZoneId": "",
}

ECI_CONFIGURATION: Mapping[str, Any] = {
    "AcrRegistryInfos": [],
    "ActiveDeadlineSeconds": 0,
    "AutoCreateEip": False,
    "AutoMatchImageCache": False,
    "CostOptimization": False,
    "CpuOptionsCore": 0,
    "CpuOptionsThreadsPerCore": 0,
    "DataCacheBucket": "",
    "DataCacheBurstingEnabled": False,
    "DataCachePL": "",
    "DataCacheProvisionedIops": 0,
    "Description": "",
    "DnsConfigNameServers": [],
    "DnsConfigOptions": [],
    "DnsConfigSearches": [],
    "DnsPolicy": "Default",
    "EgressBandwidth": 0,
    "EipBandwidth": 0,
    "EphemeralStorage": 0,
    "GpuDriverVersion": "",
    "HostAliases": [],
    "HostName": "",
    "ImageRegistryCredentials": [],
    "ImageSnapshotId": "",
    "IngressBandwidth": 0,
    "InitContainers": [],
    "InstanceFamilyLevel": "",
    "InstanceTypes": [],
    "Ipv6AddressCount": 0,
    "LoadBalancerWeight": 50,
    "NtpServers": [],
    "RamRoleName": "",
    "ResourceGroupId": RESOURCE_GROUP,
    "RestartPolicy": "Always",
    "SecurityContextSysCtls": [],
    "SlsEnable": False,
    "SpotPriceLimit": 0.0,
    "SpotStrategy": "NoSpot",
    "Tags": [],
    "TerminationGracePeriodSeconds": 30,
    "Volumes": [],
}


def _moment(name: str) -> dict[str, Any]:
    """Return the fields of what a container does after its start or before its end: nothing."""
    at = f"Lifecycle{name}Handler"
    return {
        f"{at}Execs": [],
        f"{at}HttpGetHost": "",
        f"{at}HttpGetPath": "",
        f"{at}HttpGetPort": 0,
        f"{at}HttpGetScheme": "",
        f"{at}TcpSocketHost": "",
        f"{at}TcpSocketPort": 0,
    }


def _probe(name: str) -> dict[str, Any]:
    """Return the fields of a probe that is not set."""
    return {
        f"{name}ExecCommands": [],
        f"{name}FailureThreshold": 0,
        f"{name}HttpGetPath": "",
        f"{name}HttpGetPort": 0,
        f"{name}HttpGetScheme": "",
        f"{name}InitialDelaySeconds": 0,
        f"{name}PeriodSeconds": 0,
        f"{name}SuccessThreshold": 0,
        f"{name}TcpSocketPort": 0,
        f"{name}TimeoutSeconds": 0,
    }


CONTAINER: Mapping[str, Any] = {
    "Gpu": 0,
    "ImagePullPolicy": "IfNotPresent",
    **_moment("PostStart"),
    **_moment("PreStop"),
    **_probe("LivenessProbe"),
    "Ports": [],
    **_probe("ReadinessProbe"),
    "SecurityContextCapabilityAdds": [],
    "SecurityContextReadOnlyRootFilesystem": False,
    "SecurityContextRunAsUser": 0,
    "Stdin": False,
    "StdinOnce": False,
    "Tty": False,
    "VolumeMounts": [],
    "WorkingDir": "",
}
"""A container of a scaling configuration."""

ALARM: Mapping[str, Any] = {
    "Effective": "TZ=+00 * * * * * ?",
    "EvaluationCount": 3,
    "Expressions": [],
    "ExpressionsLogicOperator": "&&",
    "HybridMetrics": [],
    "HybridMonitorNamespace": "",
    "MetricType": "system",
    "Period": 60,
    "PromQL": "",
    "Statistics": "Average",
}
